package org.bitauth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.http.V1RequestSigner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth request}: sends a signed request, like a small curl. */
@Command(
        name = "request",
        description = "Sends a signed request and prints the answer's body. Follows no redirect.",
        footer = "Exit codes: 0 answered below 400, 1 answered with 400 or more, 2 wrong use, 3 no answer.")
final class RequestCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "METHOD", description = "for example GET")
    private String method = "";

    @Parameters(index = "1", paramLabel = "URL", description = "an http or https URL, escapes as they are to be sent")
    private String url = "";

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--data", paramLabel = "FILE", description = "the body, from a file or - for standard input")
    private Optional<String> data = Optional.empty();

    @Option(names = "--header", paramLabel = "NAME:VALUE", description = "one more header")
    private List<String> headers = List.of();

    @Option(names = "--v1", description = "BitPay's form, for servers that know nothing better")
    private boolean v1;

    @Option(names = "-i", description = "prints status and headers first")
    private boolean withHeaders;

    @Override
    public void run() {
        BitauthKey signer = KeyFile.read(KeyFile.orDefault(key));
        byte[] body = body();
        HttpResponse<byte[]> answer = send(signer, request(body), body);
        PrintWriter out = spec.commandLine().getOut();
        if (withHeaders) {
            out.printf(Locale.ROOT, "HTTP/1.1 %d%n", answer.statusCode());
            answer.headers().map().forEach((name, values) -> values.forEach(value -> out.println(name + ": " + value)));
            out.println();
        }
        out.print(new String(answer.body(), StandardCharsets.UTF_8));
        out.flush();
        if (answer.statusCode() >= 400) {
            throw new CommandFailure(CommandFailure.REFUSED, "answered with " + answer.statusCode());
        }
    }

    private HttpRequest request(byte[] body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(OutgoingRequest.of(method, url, body).url()))
                    .timeout(Duration.ofSeconds(60))
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            for (String header : headers) {
                int colon = header.indexOf(':');
                request.header(
                        header.substring(0, Math.max(colon, 0)),
                        header.substring(colon + 1).strip());
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "request must be possible: " + e.getMessage());
        }
    }

    private HttpResponse<byte[]> send(BitauthKey signer, HttpRequest request, byte[] body) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        try {
            if (!v1) {
                return SigningHttpClient.of(client, RequestSigner.of(signer)).send(request, BodyHandlers.ofByteArray());
            }
            HttpRequest.Builder signed = HttpRequest.newBuilder(request, (name, value) -> true);
            V1RequestSigner.of(signer)
                    .sign(OutgoingRequest.of(method, url, body))
                    .forEach(signed::setHeader);
            return client.send(signed.build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CommandFailure(CommandFailure.UNREACHABLE, url + " cannot be reached");
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.UNREACHABLE, url + " did not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(CommandFailure.UNREACHABLE, "interrupted");
        }
    }

    private byte[] body() {
        if (data.isEmpty()) {
            return new byte[0];
        }
        try {
            if (!data.get().equals("-")) {
                return Files.readAllBytes(Path.of(data.get()));
            }
            InputStream in = System.in;
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "data " + data.get() + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
