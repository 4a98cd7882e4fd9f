package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.jspecify.annotations.Nullable;

/** A node's JSON-RPC over HTTP: each answer comes whole, in bounded time and of bounded length, or not at all. */
final class NodeRpc implements NodeCalls {
    /** Twice the longest block, and the ids of 500,000 transactions. */
    private static final int MAX_ANSWER = 34_000_000;

    /** A block in hexadecimal digits. */
    private static final int MAX_TEXT = 8_000_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final URI uri;
    private final NodeCredentials credentials;
    private final Duration patience;
    private final HttpClient client;

    NodeRpc(URI uri, NodeCredentials credentials, Duration patience, @Nullable SSLContext tls) {
        this.uri = uri;
        this.credentials = credentials;
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience);
        this.client = tls == null ? builder.build() : builder.sslContext(tls).build();
    }

    @Override
    public NodeAnswer call(String method, Object... parameters) throws ChainException {
        ObjectNode body = JSON.createObjectNode();
        body.put("jsonrpc", "1.0").put("id", method).put("method", method);
        body.set("params", JSON.valueToTree(parameters));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", credentials.authorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        HttpResponse<byte[]> answer = send(request);
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new ChainException(Reason.CREDENTIALS, "node must take the credentials, answered " + status);
        }
        if (status == 503) {
            throw new ChainException(Reason.UNREACHABLE, "node is busy");
        }
        return read(method, answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws ChainException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER));
        try {
            return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ChainException(Reason.UNREACHABLE, "node must answer within " + patience, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BoundedBody.TooLongException) {
                throw new ChainException(Reason.BROKEN, "answer must have at most " + MAX_ANSWER + " bytes", e);
            }
            throw new ChainException(Reason.UNREACHABLE, "node must answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChainException(Reason.UNREACHABLE, "interrupted while waiting for the node", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static NodeAnswer read(String method, byte[] body) throws ChainException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            throw new ChainException(Reason.BROKEN, "answer must be JSON");
        }
        JsonNode error = answer.path("error");
        if (!answer.isObject() || !method.equals(answer.path("id").textValue())) {
            throw new ChainException(Reason.BROKEN, "answer must belong to its question");
        }
        if (error.isObject()) {
            int code = error.path("code").asInt();
            // An error without a code is one all the same.
            return new NodeAnswer(
                    answer.path("result"),
                    code == 0 ? -1 : code,
                    error.path("message").asText());
        }
        if (!(error.isNull() || error.isMissingNode()) || !answer.has("result")) {
            throw new ChainException(Reason.BROKEN, "answer must have a result or an error");
        }
        return new NodeAnswer(answer.path("result"), 0, "");
    }
}
