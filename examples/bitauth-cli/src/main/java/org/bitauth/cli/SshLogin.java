package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginRequest;
import org.bitauth.ssh.SshExtension;
import org.jspecify.annotations.Nullable;

/**
 * One permission of the section {@code ssh}.
 *
 * @param identity the SIN
 * @param instance the instance; {@code *} for every one
 * @param login the login; {@code *} for every one
 * @param until when it ends
 * @param from the networks that logins may come from; without them, anywhere
 * @param command what is run in place of what the client asks for
 * @param extensions what a session may do; without them, {@code permit-pty}
 */
record SshLogin(
        @JsonProperty(required = true) String identity,
        @JsonProperty(required = true) String instance,
        @JsonProperty(required = true) String login,
        @JsonSetter(nulls = Nulls.SET) @Nullable String until,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> from,
        @JsonSetter(nulls = Nulls.SET) @Nullable String command,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> extensions) {
    /** Reads every member once, so that a mistake shows at the start; throws {@link MalformedException}. */
    SshLogin {
        new Sin(identity);
        grant(until, from, command, extensions);
    }

    boolean allows(LoginRequest request) {
        return identity.equals(request.sin().value())
                && (instance.equals("*") || instance.equals(request.instance()))
                && (login.equals("*") || login.equals(request.login()));
    }

    LoginDecision.Allow grant() {
        return grant(until, from, command, extensions);
    }

    private static LoginDecision.Allow grant(
            @Nullable String until,
            @Nullable List<String> from,
            @Nullable String command,
            @Nullable List<String> extensions) {
        LoginDecision.Allow grant = LoginDecision.allow();
        if (until != null) {
            grant = grant.until(Instant.parse(until));
        }
        if (from != null) {
            grant = grant.from(from.toArray(String[]::new));
        }
        if (command != null) {
            grant = grant.command(command);
        }
        if (extensions != null) {
            Set<SshExtension> granted = new LinkedHashSet<>();
            extensions.forEach(name -> granted.add(extension(name)));
            grant = grant.extensions(granted);
        }
        return grant;
    }

    private static SshExtension extension(String name) {
        return Stream.of(SshExtension.values())
                .filter(extension -> extension.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedException("extension must be a name as permit-pty, was " + name));
    }
}
