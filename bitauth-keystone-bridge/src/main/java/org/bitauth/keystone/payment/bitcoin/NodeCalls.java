package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import org.bitauth.keystone.payment.ChainException;

/** The calls of a node: Bitcoin Core's JSON-RPC, or a record of it. */
@FunctionalInterface
interface NodeCalls {
    /** Calls a method; an answer that is too long or none is an exception. */
    NodeAnswer call(String method, Object... parameters) throws ChainException;

    /** Calls a method that should succeed. */
    default JsonNode result(String method, Object... parameters) throws ChainException {
        return call(method, parameters).orThrow(method);
    }
}
