package org.bitauth.keystone.payment.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.SigningHttpClient;

/**
 * Asks a cloud what became of one's own orders, by signed requests: to others nothing is told. No redirect is followed, an
 * answer has 30 seconds to begin, 30 to end, and 1 MiB at most. Thread-safe.
 */
public final class OrderInquiry {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String cloud;
    private final SigningHttpClient http;

    /**
     * An inquiry on the system's clock.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @param signer the key that ordered
     * @throws MalformedException if the URL is neither https nor http of a loopback address
     */
    public OrderInquiry(URI cloud, BitauthSigner signer) {
        this(cloud, signer, InstantSource.system());
    }

    /**
     * An inquiry.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @param signer the key that ordered
     * @param clock what tells the time
     * @throws MalformedException if the URL is neither https nor http of a loopback address
     */
    public OrderInquiry(URI cloud, BitauthSigner signer, InstantSource clock) {
        this.cloud = CloudUrl.of(cloud);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        http = SigningHttpClient.of(client, RequestSigner.of(signer, clock), clock);
    }

    /**
     * Asks once.
     *
     * @param orderId {@link org.bitauth.keystone.payment.Order#id}
     * @return what the vendor says, or why he says nothing: {@link VendorRejection#REFUSED} also for orders of others
     * @throws MalformedException if the id has another form
     */
    public Outcome<OrderStatus, VendorRejection> status(String orderId) {
        if (!orderId.matches("[0-9a-f]{64}")) {
            throw new MalformedException("order id must be 64 hexadecimal digits");
        }
        HttpRequest request = HttpRequest.newBuilder(VendorAnswer.url(cloud, "/orders/" + orderId))
                .timeout(PATIENCE)
                .GET()
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            byte[] body = BoundedBody.read(answer.body(), PATIENCE);
            if (answer.statusCode() != 200) {
                return VendorAnswer.refused(withId(answer, body));
            }
            OrderStatus status = new AnswerReader().status(body);
            return status.orderId().equals(orderId)
                    ? new Outcome.Accepted<>(status)
                    : VendorAnswer.refuse(VendorRejection.FORM, "answer must be about the order that was asked for");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return VendorAnswer.unreachable(cloud, new InterruptedIOException());
        } catch (IOException e) {
            return VendorAnswer.unreachable(cloud, e);
        } catch (MalformedException e) {
            return VendorAnswer.refuse(VendorRejection.FORM, String.valueOf(e.getMessage()));
        }
    }

    private static RawResponse withId(HttpResponse<?> answer, byte[] body) {
        RawResponse plain = RawResponse.of(answer.statusCode(), body);
        Optional<String> id = answer.headers().firstValue("X-Openstack-Request-Id");
        return id.isPresent() ? plain.with("X-Openstack-Request-Id", id.get()) : plain;
    }
}
