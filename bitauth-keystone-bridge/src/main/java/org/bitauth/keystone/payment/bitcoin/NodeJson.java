package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;

/** Values of a node's answers, each of the type that it must have. */
final class NodeJson {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int COIN_DIGITS = 8;
    /** Of the longest amount, with all zeros that a node might write; longer ones are not computed with. */
    private static final int MAX_DIGITS = 40;

    private NodeJson() {}

    static String text(JsonNode value) throws ChainException {
        if (!value.isTextual()) {
            throw broken("text");
        }
        return value.textValue();
    }

    /** A hash of 64 hexadecimal digits. */
    static String hash(JsonNode value) throws ChainException {
        String text = text(value);
        if (!HASH.matcher(text).matches()) {
            throw broken("hash of 64 hexadecimal digits");
        }
        return text;
    }

    static BigInteger work(JsonNode value) throws ChainException {
        return new BigInteger(hash(value), 16);
    }

    static byte[] bytes(JsonNode value) throws ChainException {
        try {
            return HexFormat.of().parseHex(text(value));
        } catch (IllegalArgumentException e) {
            throw broken("text of hexadecimal digits");
        }
    }

    /** A number from 0 to 2^31 - 1. */
    static int count(JsonNode value) throws ChainException {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw broken("number from 0 to 2147483647");
        }
        return value.intValue();
    }

    static boolean flag(JsonNode value) throws ChainException {
        if (!value.isBoolean()) {
            throw broken("true or false");
        }
        return value.booleanValue();
    }

    /** An amount of coins, in satoshi: exact, since it was read as a decimal number. */
    static long satoshi(JsonNode value) throws ChainException {
        BigDecimal coins = value.isNumber() ? value.decimalValue() : BigDecimal.ONE.negate();
        if (coins.signum() < 0 || coins.precision() > MAX_DIGITS || Math.abs((long) coins.scale()) > MAX_DIGITS) {
            throw broken("amount");
        }
        try {
            long satoshi = coins.movePointRight(COIN_DIGITS).longValueExact();
            if (satoshi <= ChainOutput.MAX_MONEY) {
                return satoshi;
            }
        } catch (ArithmeticException e) {
            // Parts of a satoshi, or more than any number of them: refused below.
        }
        throw broken("amount");
    }

    private static ChainException broken(String what) {
        return new ChainException(Reason.BROKEN, "answer must have a " + what + " in its place");
    }
}
