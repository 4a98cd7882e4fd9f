package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitauth ssh derive}: its files as ssh and sshd take them. */
@SuppressWarnings("NullAway.Init")
class SshDeriveIT {
    private static final String SEED = "000102030405060708090a0b0c0d0e0f";

    @TempDir
    private Path folder;

    private Path key;

    @BeforeEach
    void writeKey() {
        key = folder.resolve("key");
        KeyFile.writeNewPrivate(key, "1".repeat(64) + "\n");
    }

    @Test
    void logsInToARealSshd() throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        SshPublicKey derived = SshPublicKey.parse(derive("id", "--key", key.toString(), "--context", "work"));

        try (OpenSshServer server = OpenSshServer.startWithKeys(derived)) {
            List<String> ssh = server.sshCommand(folder.resolve("id"), OpenSshServer.currentUser(), "echo hello");
            assertThat(Programs.run(Map.of(), ssh.toArray(String[]::new)).output())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void writesTheSameKeyEachTime() throws IOException {
        String first = derive("a", "--key", key.toString(), "--context", "work");
        String second = derive("b", "--key", key.toString(), "--context", "work");
        String other = derive("c", "--key", key.toString(), "--context", "work", "--index", "1");

        assertThat(second).isEqualTo(first).isNotEqualTo(other);
        assertThat(folder.resolve("a.pub")).hasSameTextualContentAs(folder.resolve("b.pub"));
        assertThat(Files.readString(folder.resolve("a.pub"))).isEqualTo(first);
    }

    @Test
    void encryptsWithAPassPhrase() throws IOException {
        Peers.requirePrograms("ssh-keygen");
        Path words = folder.resolve("words");
        KeyFile.writeNewPrivate(words, "correct horse\n");
        String line = derive("id", "--key", key.toString(), "--passphrase", words.toString());

        assertThat(open("correct horse").output()).isEqualTo(line);
        assertThat(open("wrong").exitCode()).isNotZero();
    }

    /** The second vector of SLIP-0010, and the path of SLIP-0013. */
    @Test
    void derivesFromAWalletsSeed() throws IOException {
        Path seed = folder.resolve("seed");
        KeyFile.writeNewPrivate(seed, SEED + "\n");
        SshPublicKey child = SshPublicKey.parse(derive("id", "--seed", seed.toString(), "--path", "m/0'"));

        assertThat(child.toBytes())
                .isEqualTo(HexFormat.of().parseHex("8c8a13df77a28f3445213a0f432fde644acaa215fc72dcdf300d5efaa85d350c"));
        String service = derive("s", "--seed", seed.toString(), "--service", "https://satoshi@bitcoin.org/login");
        String path =
                derive("p", "--seed", seed.toString(), "--path", "m/13'/490267344'/697598796'/1613620211'/1858012177'");
        assertThat(service).isEqualTo(path);
    }

    @Test
    void overwritesNothing() throws IOException {
        derive("id", "--key", key.toString());

        assertThat(run("id", "--key", key.toString()).exitCode()).isEqualTo(CommandFailure.WRONG_USE);
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        for (List<String> words : List.of(
                List.of("--key", key.toString(), "--path", "m/0'"),
                List.of("--key", key.toString(), "--index", "-1"),
                List.of("--key", key.toString(), "--context", "a\nb"),
                List.of("--seed", key.toString()),
                List.of("--seed", key.toString(), "--path", "m/0"),
                List.of("--seed", key.toString(), "--path", "m/0'", "--context", "x"))) {
            assertThat(run("id", words.toArray(String[]::new)).exitCode())
                    .as(words.toString())
                    .isEqualTo(CommandFailure.WRONG_USE);
        }
    }

    private Programs.Result open(String passPhrase) {
        return Programs.run(
                Map.of(),
                "ssh-keygen",
                "-y",
                "-P",
                passPhrase,
                "-f",
                folder.resolve("id").toString());
    }

    private String derive(String name, String... further) throws IOException {
        CommandRun run = run(name, further);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private CommandRun run(String name, String... further) {
        List<Object> words = new ArrayList<>(List.of("ssh", "derive", "--out", folder.resolve(name)));
        words.addAll(Arrays.asList(further));
        return CommandRun.of(words.toArray());
    }
}
