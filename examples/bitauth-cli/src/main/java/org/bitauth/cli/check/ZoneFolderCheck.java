package org.bitauth.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.cli.zone.HostAuthorities;
import org.bitauth.cli.zone.Settings;
import org.bitauth.cli.zone.ZoneFolder;
import org.bitauth.ssh.SshPublicKey;

/**
 * What the folder of a zone holds.
 *
 * @param settings what certificates are asked for with
 * @param authorities who signs host keys
 * @param sshKey the key that logs in
 * @param signer the Bitcoin key
 */
record ZoneFolderCheck(Settings settings, HostAuthorities authorities, SshPublicKey sshKey, BitauthSigner signer) {
    private static final String SUBJECT = "files";

    /** Reads everything, and throws an {@link IOException} that says what is wrong and how to mend it. */
    static ZoneFolderCheck read(ZoneFolder folder, KeyReader keys) throws IOException {
        try {
            requireOwnersOnly(folder.path(), 700);
            requireOwnersOnly(folder.sshKey(), 600);
            Settings settings = folder.settings();
            return new ZoneFolderCheck(
                    settings,
                    folder.hostAuthorities(),
                    SshPublicKey.parse(Files.readString(folder.sshPublicKey())),
                    keys.read(settings.key()));
        } catch (NoSuchFileException e) {
            throw new IOException(e.getFile() + " is not there: run 'bitauth ssh config' again", e);
        } catch (MalformedException e) {
            throw new IOException("a file in " + folder.path() + " was changed: " + e.getMessage(), e);
        }
    }

    Finding finding(ZoneFolder folder) {
        return Finding.ok(SUBJECT, folder.path() + " is whole and its owner's alone; the key is " + signer.sin());
    }

    static Finding missing(IOException e) {
        return Finding.missing(SUBJECT, String.valueOf(e.getMessage()));
    }

    private static void requireOwnersOnly(Path file, int mode) throws IOException {
        String open = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!open.endsWith("------")) {
            throw new IOException(file + " must be its owner's alone: chmod " + mode + " " + file);
        }
    }
}
