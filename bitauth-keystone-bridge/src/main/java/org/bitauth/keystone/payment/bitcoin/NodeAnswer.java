package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;

/**
 * What a node answers to a call: a result, or an error.
 *
 * @param result the result; {@code null} of JSON with an error
 * @param error the error's code, 0 if there is none
 * @param text the error's text, for looking into, not for showing
 */
record NodeAnswer(JsonNode result, int error, String text) {
    /** Bitcoin's {@code RPC_IN_WARMUP}. */
    private static final int WARMUP = -28;

    boolean isError(int code) {
        return error == code;
    }

    /** The result, or what the error means. */
    JsonNode orThrow(String method) throws ChainException {
        if (error == 0) {
            return result;
        }
        if (error == WARMUP) {
            throw new ChainException(Reason.BEHIND, "node is still starting");
        }
        if (text.contains("pruned")) {
            throw new ChainException(Reason.PRUNED, "node has deleted a block that is needed");
        }
        if (text.contains("not fully downloaded")) {
            throw new ChainException(Reason.BEHIND, "node has not downloaded a block that it knows");
        }
        throw new ChainException(Reason.BROKEN, "node must answer " + method + ", gave the error " + error);
    }
}
