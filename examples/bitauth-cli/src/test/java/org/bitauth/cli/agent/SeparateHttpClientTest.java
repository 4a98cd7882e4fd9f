package org.bitauth.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bitauth.http.RawResponse;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a request whose process is not what it should be: shell scripts in its place. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class SeparateHttpClientTest {
    private static final String READ = "cat >/dev/null; ";

    @TempDir
    private Path folder;

    private String answer;

    @BeforeEach
    void writeAnAnswer() throws IOException {
        Peers.requirePrograms("sh", "sleep", "yes", "head");
        RawResponse whole = RawResponse.of(200, "text/plain", "yes");
        answer = "cat '" + Files.write(folder.resolve("answer"), ExchangeForm.bytes(whole)) + "'; ";
    }

    /** The processes would go on for ten minutes. */
    @AfterEach
    void nothingLivesOn() {
        ProcessHandle.current().children().forEach(child -> child.onExit().join());
    }

    @Test
    void takesAWholeAnswer() throws IOException {
        assertThat(send(READ + answer).text()).isEqualTo("yes");
    }

    @Test
    void takesAWholeAnswerOfAProcessThatDidNotReadToTheEnd() throws IOException {
        assertThat(send(answer).text()).isEqualTo("yes");
    }

    @Test
    void handsTheRequestOverByStandardInputAlone() throws IOException {
        send("cat >'" + folder + "/in'; tr '\\0' '\\n' </proc/$$/cmdline >'" + folder + "/command'; env >'" + folder
                + "/environment'; " + answer);

        ExchangeForm.Request request = ExchangeForm.request(Files.readAllBytes(folder.resolve("in")));
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo("https://cloud.example/secret-path");
        assertThat(request.headers()).isEqualTo(Map.of("X-Name", "secret-header"));
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("secret-body");
        assertThat(request.settings()).isEqualTo(Map.of("a.password", "secret-setting"));
        assertThat(Files.readString(folder.resolve("command"))).doesNotContain("secret");
        assertThat(Files.readString(folder.resolve("environment"))).doesNotContain("secret");
    }

    @Test
    void reportsAProgramThatIsNotThere() {
        SeparateHttpClient client = new SeparateHttpClient(List.of(folder + "/none"), Map.of(), Duration.ofSeconds(30));

        assertThatIOException()
                .isThrownBy(() -> client.send("GET", URI.create("https://a.example/"), Map.of(), new byte[0]));
    }

    @Test
    void refusesAProcessThatEndsWithoutAWord() {
        assertThatIOException().isThrownBy(() -> send("exit 0"));
        assertThatIOException().isThrownBy(() -> send(READ + "exit 0"));
    }

    @Test
    void refusesAWholeAnswerOfAProcessThatFails() {
        assertThatIOException()
                .isThrownBy(() -> send(READ + answer + "exit 3"))
                .withMessage("process of the request must end with 0, was 3");
    }

    @Test
    void refusesAProcessThatIsKilledOverItsAnswer() {
        assertThatIOException()
                .isThrownBy(() -> send(READ + answer + "kill -9 $$"))
                .withMessageContaining("was 137");
    }

    @Test
    void refusesGarbage() {
        assertThatIOException().isThrownBy(() -> send(READ + "echo HTTP/1.1 200 OK"));
        assertThatIOException().isThrownBy(() -> send(READ + "echo a warning; " + answer));
        assertThatIOException().isThrownBy(() -> send(READ + answer + "echo a warning"));
    }

    @Test
    void refusesHalfAnAnswer() {
        assertThatIOException().isThrownBy(() -> send(READ + answer.replace("cat", "head -c 20")));
    }

    @Test
    void takesTheLongestAnswerButNotOneByteMore() throws IOException {
        int rest = ExchangeForm.MOST_BYTES - ExchangeForm.bytes(RawResponse.of(200)).length;
        Path file = folder.resolve("answer");

        Files.write(file, ExchangeForm.bytes(RawResponse.of(200, new byte[rest])));
        assertThat(send(READ + answer).body()).hasSize(rest);
        Files.write(file, ExchangeForm.bytes(RawResponse.of(200, new byte[rest + 1])));
        assertThatIOException().isThrownBy(() -> send(READ + answer)).withMessageContaining("at most");
    }

    @Test
    void readsNoAnswerWithoutEnd() {
        assertThatIOException().isThrownBy(() -> send(READ + "exec yes")).withMessageContaining("at most");
    }

    @Test
    void waitsForNoProcessThatSaysNothing() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> hasty("exec sleep 600"))
                .withMessage("answer must end within PT0.5S");
    }

    @Test
    void waitsForNoProcessThatStopsInItsAnswer() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> hasty(READ + answer + "exec sleep 600"));
    }

    @Test
    void waitsForNoProcessThatHasAnsweredAndDoesNotEnd() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> hasty(READ + answer + "exec >&-; exec sleep 600"));
    }

    @Test
    void waitsForNoProcessThatAnotherOneHoldsOpen() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> hasty(READ + answer + "sleep 600; exit 0"));
    }

    @Test
    void waitsForNoProcessThatDoesNotReadALongRequest() {
        SeparateHttpClient client = client("exec sleep 600", Duration.ofMillis(500));

        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> client.send("POST", URI.create("https://a.example/"), Map.of(), new byte[1 << 20]));
    }

    @Test
    void endsTheProcessOfAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> send(READ + answer + "exec >&-; exec sleep 600"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private RawResponse send(String script) throws IOException {
        return send(client(script, Duration.ofSeconds(30)));
    }

    private RawResponse hasty(String script) throws IOException {
        return send(client(script, Duration.ofMillis(500)));
    }

    private static RawResponse send(SeparateHttpClient client) throws IOException {
        return client.send(
                "POST",
                URI.create("https://cloud.example/secret-path"),
                Map.of("X-Name", "secret-header"),
                "secret-body".getBytes(StandardCharsets.UTF_8));
    }

    private static SeparateHttpClient client(String script, Duration patience) {
        return new SeparateHttpClient(List.of("sh", "-c", script), Map.of("a.password", "secret-setting"), patience);
    }
}
