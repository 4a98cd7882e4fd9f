package org.bitauth.ssh.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the set-up wrote, kept on the instance: a line for each file, its SHA-256 (or a dash where the instance changes
 * it) and its path, and a line for each folder that was made. By it a later run knows its own files from those that
 * somebody changed, and takes away no other ones.
 */
record SetupRecord(Map<String, String> digests, List<String> folders) {
    static final String FILE = "/etc/ssh/bitauth_setup";
    static final String CHANGES = "-";

    private static final Pattern LINE = Pattern.compile(
            "folder (?<folder>(/[a-z][a-z_.]{0,63}){1,8})"
                    + "|(?<digest>[0-9a-f]{64}|-) (?<file>/etc/ssh/bitauth_[a-z_.]{1,20}(/[A-Za-z0-9._-]{1,64})?"
                    + "|/etc/bitauth/(cloud|instance|owners)|/usr/local/sbin/bitauth-[a-z-]{1,40}|/etc/systemd/system/bitauth-[a-z-]{1,40}\\.[a-z]{1,10})");

    SetupRecord {
        digests = new LinkedHashMap<>(digests);
        folders = List.copyOf(folders);
    }

    /** The record of files that are as they were rendered. */
    static SetupRecord of(List<SetupFile> files, List<String> folders) {
        Map<String, String> digests = new TreeMap<>();
        for (SetupFile file : files) {
            digests.put(file.path(), file.rule() == SetupFile.Rule.ALWAYS ? digest(file.content()) : CHANGES);
        }
        return new SetupRecord(digests, folders);
    }

    static SetupRecord parse(String text) throws RefusedException {
        Map<String, String> digests = new TreeMap<>();
        List<String> folders = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new RefusedException(SetupRefusal.CHANGED_BY_HAND, FILE + " is not as host-setup wrote it");
            }
            String folder = matcher.group("folder");
            if (folder != null) {
                folders.add(folder);
            } else {
                digests.put(matcher.group("file"), matcher.group("digest"));
            }
        }
        return new SetupRecord(digests, folders);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest).append(' ').append(path).append('\n'));
        folders.forEach(path -> text.append("folder ").append(path).append('\n'));
        return text.toString();
    }

    /** Whether a file's content is as the set-up wrote it. */
    boolean wrote(String path, String content) {
        String known = digests.getOrDefault(path, "");
        return known.equals(CHANGES) || known.equals(digest(content));
    }

    private static String digest(String content) {
        try {
            byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
