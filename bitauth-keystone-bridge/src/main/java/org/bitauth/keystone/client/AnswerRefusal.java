package org.bitauth.keystone.client;

import java.util.regex.Pattern;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;

/** The refusals that answers come to. None of them quotes a token. */
final class AnswerRefusal {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String UNKNOWN = "unknown";

    private AnswerRefusal() {}

    /** An answer that says no, as it says it. */
    static <T> Outcome<T, ClientRejection> of(RawResponse answer, String token) {
        if (answer.text().contains(token)) {
            return unusable(answer, "the body repeats the token that it was asked with");
        }
        return of(answer);
    }

    /** An answer that says no to a request without a token. */
    static <T> Outcome<T, ClientRejection> of(RawResponse answer) {
        if (answer.status() / 100 == 2) {
            return unusable(answer, "is not the status of a grant that was asked for");
        }
        Outcome<T, ClientRejection> told = ClientRejection.refused(answer);
        String detail = told.rejected().orElseThrow().detail();
        return new Outcome.Rejected<>(ClientRejection.REFUSED, detail, requestId(answer));
    }

    /** An answer that grants something, but nothing that can be used. It may hold a token and is not quoted. */
    static <T> Outcome<T, ClientRejection> unusable(RawResponse answer, String why) {
        return new Outcome.Rejected<>(ClientRejection.REFUSED, answer.status() + " " + why, requestId(answer));
    }

    /** A token that was granted, but does not say what it must. */
    static <T> Outcome<T, ClientRejection> of(String detail) {
        return new Outcome.Rejected<>(ClientRejection.REFUSED, detail, RequestId.next());
    }

    /** The id that an answer states, if it can stand in a log. */
    static String requestId(RawResponse answer) {
        return answer.header("X-Openstack-Request-Id")
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElse(UNKNOWN);
    }
}
