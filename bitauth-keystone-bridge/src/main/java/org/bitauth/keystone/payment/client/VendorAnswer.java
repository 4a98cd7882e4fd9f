package org.bitauth.keystone.payment.client;

import java.io.IOException;
import java.net.URI;
import org.bitauth.Outcome;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;

/** What a vendor's answer comes to where it gives nothing. */
final class VendorAnswer {
    private static final int MOST_QUOTED = 500;

    private VendorAnswer() {}

    static URI url(String cloud, String path) {
        return URI.create(cloud + "/payments" + path);
    }

    /** What a server says may be anything; what is quoted is printable and short. */
    static <T> Outcome<T, VendorRejection> refused(RawResponse answer) {
        String text = answer.text().strip().replaceAll("[^ -~]", " ");
        return new Outcome.Rejected<>(
                VendorRejection.REFUSED,
                answer.status() + " " + text.substring(0, Math.min(text.length(), MOST_QUOTED)),
                answer.header("X-Openstack-Request-Id")
                        .filter(id -> id.matches("[A-Za-z0-9._-]{1,100}"))
                        .orElse("unknown"));
    }

    static <T> Outcome<T, VendorRejection> unreachable(String cloud, IOException cause) {
        return refuse(
                VendorRejection.UNREACHABLE,
                cloud + " cannot be reached: " + cause.getClass().getSimpleName());
    }

    static <T> Outcome<T, VendorRejection> refuse(VendorRejection reason, String detail) {
        return new Outcome.Rejected<>(reason, detail, RequestId.next());
    }
}
