package org.bitauth.curve;

/** Writes to the platform's logger. */
enum LoggingCurveListener implements CurveListener {
    INSTANCE;

    private static System.Logger logger() {
        return System.getLogger("org.bitauth.curve");
    }

    @Override
    public void fellBack(String reason) {
        logger().log(System.Logger.Level.WARNING, "libsecp256k1 is not used: {0}", reason);
    }

    @Override
    public void disagreed(String operation, String input) {
        logger().log(
                        System.Logger.Level.ERROR,
                        "the fast code and BouncyCastle differ in {0} of {1}",
                        operation,
                        input);
    }
}
