package org.bitauth.http;

import java.io.IOException;
import org.bitauth.Outcome;

/** Why a client did not get what it asked a cloud for. */
public enum ClientRejection {
    /** The cloud said no. */
    REFUSED,
    /** The cloud's challenge is not the one that the client asked for, so it was not signed. */
    UNTRUSTED,
    /** There was no answer. */
    UNREACHABLE;

    /**
     * The refusal that an answer states.
     *
     * @param answer any answer but the one awaited
     * @param <T> what was awaited
     * @return the refusal, with status and beginning of the body as detail
     */
    public static <T> Outcome<T, ClientRejection> refused(RawResponse answer) {
        String text = answer.text().strip().replaceAll("[^ -~]", " ");
        String detail = answer.status() + " " + text.substring(0, Math.min(text.length(), 500));
        return new Outcome.Rejected<>(
                REFUSED, detail, answer.header("X-Openstack-Request-Id").orElse("unknown"));
    }

    /**
     * The refusal for want of an answer.
     *
     * @param cloud who was asked
     * @param cause what happened
     * @param <T> what was awaited
     * @return the refusal
     */
    public static <T> Outcome<T, ClientRejection> unreachable(String cloud, IOException cause) {
        return new Outcome.Rejected<>(
                UNREACHABLE, cloud + " cannot be reached: " + cause.getClass().getSimpleName(), RequestId.next());
    }
}
