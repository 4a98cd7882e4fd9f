package org.bitauth.ssh.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bitauth.Outcome;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.self.AuthorizedKeysProgram;

/**
 * Puts an instance's set-up into place below a root, and takes it away again. Every file is replaced in one step; sshd
 * judges the new configuration before anything is written, and an error on the way takes back what was done. No sshd is
 * reloaded.
 *
 * <p>A second run with the same description changes nothing. Files that somebody else wrote or changed are never
 * overwritten: the run is refused. In sshd's configuration the lines between two marks change, and no others.
 */
public final class HostSetup {
    private static final List<String> CLOSED_FOLDERS = List.of("/etc", "/etc/ssh", InstanceSetup.PRINCIPALS_FOLDER);

    private static final List<String> PROGRAM_FOLDERS =
            List.of("/usr", "/usr/local", "/usr/local/sbin", AuthorizedKeysProgram.FOLDER);

    private final HostRoot root;
    private final SshdProgram sshd;

    /**
     * A set-up.
     *
     * @param root {@code /}, or the folder of an image that is being built
     * @param sshd what judges the configuration
     * @throws IOException if the root is not there
     */
    public HostSetup(Path root, SshdProgram sshd) throws IOException {
        this(new HostRoot(root), sshd);
    }

    HostSetup(HostRoot root, SshdProgram sshd) {
        this.root = root;
        this.sshd = sshd;
    }

    /**
     * Brings the instance to what its description says.
     *
     * @param profile the description
     * @return the files that were changed, none if all was so already; or why nothing was done
     * @throws IOException if a file cannot be read or written; what was done is taken back
     */
    public Outcome<List<SetupChange>, SetupRefusal> apply(InstanceProfile profile) throws IOException {
        return journaled(journal -> write(journal, new InstanceFiles(profile)));
    }

    /**
     * Brings the instance to what its description says, for owners who write their certificates by themselves. The program
     * that sshd asks is built by this machine's compiler, which must be of the instance's kind, and the system user that it
     * runs as is made. The set-up for a cloud's certificates and this one replace each other only by {@link #undo}.
     *
     * @param instance the description
     * @return the files that were changed, none if all was so already; or why nothing was done
     * @throws IOException if there is no compiler, libcrypto or useradd, or a file cannot be written; files are taken back
     */
    public Outcome<List<SetupChange>, SetupRefusal> apply(SelfCertifiedInstance instance) throws IOException {
        return journaled(journal -> {
            for (String folder : PROGRAM_FOLDERS) {
                root.requireClosed(folder);
            }
            SetupDescription description =
                    instance.with(new String(AuthorizedKeysProgram.build(), StandardCharsets.ISO_8859_1));
            write(journal, description);
            int group = new ServiceAccount(AuthorizedKeysProgram.ACCOUNT).make(root);
            root.closeToOthers(AuthorizedKeysProgram.FOLDER, group);
        });
    }

    /**
     * Takes away what {@link #apply} wrote. On a running system the list of revoked keys stays at first, since an sshd
     * that was not reloaded still names it, and lets nobody in without it: a second call takes it away too.
     *
     * @return the files that were changed; or why nothing was done
     * @throws IOException if a file cannot be read or written; what was done is taken back
     */
    public Outcome<List<SetupChange>, SetupRefusal> undo() throws IOException {
        return journaled(this::remove);
    }

    private void write(SetupJournal journal, SetupDescription description) throws IOException, RefusedException {
        List<SetupFile> files = description.files();
        boolean enrolled = root.exists(InstanceSetup.HOST_CERTIFICATE_FILE);
        requirePlaces(files.stream().map(SetupFile::path).toList());
        SetupRecord old = record();
        requireSameKind(old, files);
        for (SetupFile file : files) {
            requireOurs(old, file);
        }
        SshdPlan plan = SshdPlan.with(
                root, sshd, description.sshdLines(), enrolled ? description.certificateLines() : List.of());
        for (SetupFile file : files) {
            boolean isLeft = switch (file.rule()) {
                case ALWAYS -> false;
                case ONCE -> root.exists(file.path());
                case UNTIL_ENROLLED -> enrolled;
            };
            if (!isLeft) {
                journal.write(file.path(), file.content(), file.mode());
            }
        }
        dropOthers(journal, old, files);
        plan.makeFolders(journal);
        Set<String> folders = new LinkedHashSet<>(old.folders());
        folders.addAll(journal.folders());
        // Before sshd's lines, so that no crash leaves lines without a record of their files.
        journal.write(
                SetupRecord.FILE, SetupRecord.of(files, List.copyOf(folders)).text(), SetupFile.PUBLIC);
        plan.write(journal);
    }

    /** Files of an earlier description that this one has no more, such as those of a login without owners. */
    private void dropOthers(SetupJournal journal, SetupRecord old, List<SetupFile> files)
            throws IOException, RefusedException {
        List<String> wanted = files.stream().map(SetupFile::path).toList();
        for (String path : old.digests().keySet()) {
            Optional<String> there = root.read(path);
            if (!wanted.contains(path) && there.isPresent()) {
                if (!old.wrote(path, there.get())) {
                    throw new RefusedException(
                            SetupRefusal.CHANGED_BY_HAND, path + " is wanted no more, but was changed: move it away");
                }
                journal.delete(path);
            }
        }
    }

    private void remove(SetupJournal journal) throws IOException, RefusedException {
        requirePlaces(List.of());
        SetupRecord old = record();
        SshdPlan plan = SshdPlan.without(root);
        boolean keepsList = root.isLive() && !plan.isDone(root);
        plan.write(journal);
        Map<String, String> left = new TreeMap<>();
        for (Map.Entry<String, String> file : old.digests().entrySet()) {
            String path = file.getKey();
            String there = root.read(path).orElse("");
            if (keepsList && path.equals(InstanceSetup.KRL_FILE)) {
                left.put(path, file.getValue());
                journal.keep(path);
            } else if (root.exists(path) && !old.wrote(path, there)) {
                journal.keep(path);
            } else {
                journal.delete(path);
            }
        }
        if (left.isEmpty()) {
            journal.delete(SetupRecord.FILE);
        } else {
            journal.write(SetupRecord.FILE, new SetupRecord(left, old.folders()).text(), SetupFile.PUBLIC);
        }
        for (int i = old.folders().size() - 1; i >= 0; i--) {
            root.deleteEmptyFolder(old.folders().get(i));
        }
    }

    private SetupRecord record() throws IOException, RefusedException {
        SetupRecord record = SetupRecord.parse(root.read(SetupRecord.FILE).orElse(""));
        requirePlaces(List.copyOf(record.digests().keySet()));
        return record;
    }

    /** The files of the other kind are never taken away beneath an sshd that was not reloaded and names them. */
    private static void requireSameKind(SetupRecord old, List<SetupFile> files) throws RefusedException {
        List<String> wanted = files.stream().map(SetupFile::path).toList();
        for (String path : List.of(InstanceSetup.KRL_FILE, AuthorizedKeysProgram.PATH)) {
            if (old.digests().containsKey(path) && !wanted.contains(path)) {
                throw new RefusedException(
                        SetupRefusal.TAKEN, path + " is of another kind of set-up: take that away first, by --undo");
            }
        }
    }

    private void requireOurs(SetupRecord old, SetupFile file) throws IOException, RefusedException {
        Optional<String> there = root.read(file.path());
        if (file.rule() != SetupFile.Rule.ONCE
                && there.isPresent()
                && !there.get().equals(file.content())
                && !old.wrote(file.path(), there.get())) {
            throw new RefusedException(
                    SetupRefusal.CHANGED_BY_HAND,
                    file.path() + " is not as host-setup wrote it: move it away, and apply again");
        }
    }

    private void requirePlaces(List<String> paths) throws IOException, RefusedException {
        List<String> all = new ArrayList<>(paths);
        all.addAll(List.of(SshdBlock.MAIN_FILE, SshdBlock.OWN_FILE, SetupRecord.FILE));
        for (String path : all) {
            root.requireOwnPlace(path);
        }
        for (String folder : CLOSED_FOLDERS) {
            root.requireClosed(folder);
        }
    }

    private interface Work {
        void on(SetupJournal journal) throws IOException, RefusedException;
    }

    private Outcome<List<SetupChange>, SetupRefusal> journaled(Work work) throws IOException {
        SetupJournal journal = new SetupJournal(root);
        boolean done = false;
        try {
            work.on(journal);
            done = true;
            return new Outcome.Accepted<>(journal.changes());
        } catch (RefusedException e) {
            return new Outcome.Rejected<>(e.reason(), String.valueOf(e.getMessage()), RequestId.next());
        } finally {
            if (!done) {
                journal.takeBack();
            }
        }
    }
}
