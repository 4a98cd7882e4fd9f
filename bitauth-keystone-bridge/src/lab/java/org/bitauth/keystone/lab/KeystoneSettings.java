package org.bitauth.keystone.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test changes in a Keystone.
 *
 * @param provider who makes tokens
 * @param methods the auth methods, in Keystone's order
 * @param lines what ends {@code keystone.conf}; a later line wins over an earlier one of the same section and name
 * @param pythonPath folders of plug-ins, with their entry points
 */
public record KeystoneSettings(Provider provider, List<String> methods, List<String> lines, List<Path> pythonPath) {
    /** Who makes tokens: {@code [token] provider}. */
    public enum Provider {
        /** Encrypted for Keystone alone, Keystone's default. */
        FERNET,
        /** Signed with ES256, readable for all. */
        JWS
    }

    /** Copies the lists. */
    public KeystoneSettings {
        methods = List.copyOf(methods);
        lines = List.copyOf(lines);
        pythonPath = List.copyOf(pythonPath);
    }

    /**
     * A Keystone as Debian configures it.
     *
     * @param provider who makes tokens
     * @return the settings
     */
    public static KeystoneSettings of(Provider provider) {
        return new KeystoneSettings(
                provider, List.of("password", "token", "application_credential"), List.of(), List.of());
    }

    /**
     * Adds an auth method.
     *
     * @param name its name
     * @return changed settings
     */
    public KeystoneSettings withMethod(String name) {
        return new KeystoneSettings(provider, plus(methods, List.of(name)), lines, pythonPath);
    }

    /**
     * Adds lines to {@code keystone.conf}.
     *
     * @param more lines, sections among them
     * @return changed settings
     */
    public KeystoneSettings withLines(String... more) {
        return new KeystoneSettings(provider, methods, plus(lines, List.of(more)), pythonPath);
    }

    /**
     * Adds a folder of plug-ins, as {@code pip install --target} makes it.
     *
     * @param folder the folder
     * @return changed settings
     */
    public KeystoneSettings withPythonPath(Path folder) {
        return new KeystoneSettings(provider, methods, lines, plus(pythonPath, List.of(folder)));
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
