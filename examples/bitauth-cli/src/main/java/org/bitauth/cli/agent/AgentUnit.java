package org.bitauth.cli.agent;

import java.util.List;
import java.util.stream.Collectors;
import org.bitauth.MalformedException;

/** A systemd unit of the user that runs the agent while he is logged in. */
public final class AgentUnit {
    private AgentUnit() {}

    /**
     * The text of the unit.
     *
     * @param words the command and its arguments
     * @return for {@code ~/.config/systemd/user/bitauth-agent.service}
     * @throws MalformedException if a word holds what a unit cannot
     */
    public static String text(List<String> words) {
        String command = words.stream().map(AgentUnit::quoted).collect(Collectors.joining(" "));
        return """
                [Unit]
                Description=ssh-agent of a Bitcoin key

                [Service]
                ExecStart=COMMAND
                Restart=on-failure
                RestartSec=5
                LimitCORE=0
                UMask=0077
                NoNewPrivileges=yes

                [Install]
                WantedBy=default.target
                """.replace("COMMAND", command);
    }

    /** A word in the quotes of systemd.syntax(7), in which it replaces no variable and no specifier. */
    private static String quoted(String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedException("a unit must hold no control characters");
        }
        String safe = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "$$")
                .replace("%", "%%");
        return safe.matches("[A-Za-z0-9._/:=@+,-]+") ? safe : "\"" + safe + "\"";
    }
}
