package org.bitauth.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth rotate}: adds another key to oneself, or withdraws one that is waiting. */
@Command(
        name = "rotate",
        description =
                "Adds another key to the user of this one, by a statement that both sign, and prints since when it"
                        + " counts; or withdraws an identity that does not count yet.")
final class RotateCommand implements Callable<Integer> {
    private static final Duration LIFE = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "the identity service, for example https://cloud.example/v3")
    private String url = "";

    @Option(names = "--key", paramLabel = "FILE", description = "the key that counts; $BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--to", paramLabel = "FILE", description = "the key that is added")
    private Optional<Path> to = Optional.empty();

    @Option(names = "--withdraw", paramLabel = "SIN", description = "the identity that is withdrawn")
    private Optional<String> withdraw = Optional.empty();

    @Override
    public Integer call() throws Exception {
        URI cloud = CloudArgument.parse(url);
        if (to.isPresent() == withdraw.isPresent()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "one of --to and --withdraw must be given");
        }
        BitauthKey current = KeyFile.read(KeyFile.orDefault(key));
        try {
            return to.isPresent()
                    ? add(cloud, current, KeyFile.read(to.get()))
                    : remove(cloud, current, new Sin(withdraw.orElseThrow()));
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.UNREACHABLE, cloud + " does not answer");
        }
    }

    private int add(URI cloud, BitauthKey current, BitauthKey next) throws IOException {
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        SignedStatement signed = Statement.builder(StatementKind.ROTATE, cloud, current.sin())
                .with("Adds", next.sin().value())
                .valid(now, now.plus(LIFE))
                .build()
                .sign(current, next);
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("statement", signed.text());
        ArrayNode signatures = body.putArray("signatures");
        signed.signatures()
                .forEach(signature -> signatures
                        .addObject()
                        .put("public_key", signature.publicKey())
                        .put("signature", signature.signature()));
        RawResponse answer = new DirectHttpClient()
                .send(
                        "POST",
                        URI.create(cloud + "/bitauth/identities"),
                        Map.of("Content-Type", "application/json"),
                        body.toString().getBytes(StandardCharsets.UTF_8));
        JsonNode from = json.readTree(answer.text()).at("/identity/valid_from");
        if (answer.status() != 201 || !from.isTextual()) {
            throw refused(answer.status());
        }
        spec.commandLine().getOut().println(next.sin() + " counts from " + from.textValue());
        return 0;
    }

    private int remove(URI cloud, BitauthKey current, Sin sin) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud + "/bitauth/identities/" + sin))
                .timeout(Duration.ofSeconds(30))
                .DELETE()
                .build();
        int status = SigningHttpClient.of(HttpClient.newHttpClient(), RequestSigner.of(current))
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 204) {
            throw refused(status);
        }
        return 0;
    }

    private static CommandFailure refused(int status) {
        String why = switch (status) {
            case 401 -> "the statement was not accepted; a new server takes none in its first ten seconds";
            case 404 -> "no such identity is waiting, or this cloud has no users that change themselves";
            case 409 -> "the identity belongs to somebody already";
            default -> "status " + status;
        };
        return new CommandFailure(CommandFailure.REFUSED, "refused: " + why);
    }
}
