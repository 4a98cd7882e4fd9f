package org.bitauth.ssh.host;

import java.util.List;

/** What a set-up puts into place: files, and lines for sshd, which are written after them. */
interface SetupDescription {
    /** All files but sshd's configuration, in the order of writing. */
    List<SetupFile> files();

    /** The lines for sshd. */
    List<String> sshdLines();

    /** The further lines once the instance has a host certificate. */
    List<String> certificateLines();
}
