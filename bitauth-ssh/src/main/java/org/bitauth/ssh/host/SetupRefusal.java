package org.bitauth.ssh.host;

/** Why a set-up is not applied or undone. Nothing was changed then. */
public enum SetupRefusal {
    /** There is no sshd, or no configuration of one. */
    NO_SSHD,
    /** sshd does not take its configuration, the present one or the new one. */
    REFUSED_BY_SSHD,
    /** The configuration has one of the lines already, with another value. */
    TAKEN,
    /** A file is not as the set-up wrote it, or is not the set-up's. */
    CHANGED_BY_HAND,
    /** A file or folder is a symbolic link, leads out of the root, or others may write to it. */
    UNSAFE
}
