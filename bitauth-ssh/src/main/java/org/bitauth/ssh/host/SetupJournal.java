package org.bitauth.ssh.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Changes files one by one, and remembers how each was, so that all of them can be taken back. */
final class SetupJournal {
    private record Before(String path, Optional<String> content, String mode) {}

    private final HostRoot root;
    private final Deque<Before> before = new ArrayDeque<>();
    private final List<String> folders = new ArrayList<>();
    private final List<SetupChange> changes = new ArrayList<>();

    SetupJournal(HostRoot root) {
        this.root = root;
    }

    /** Writes a file unless it is so already. */
    void write(String path, String content, String mode) throws IOException {
        Optional<String> old = root.read(path);
        if (old.isPresent() && old.get().equals(content) && root.mode(path).equals(mode)) {
            return;
        }
        remember(path, old);
        makeFolders(path);
        root.write(path, content, mode);
        changes.add(new SetupChange(SetupChange.Action.WROTE, path));
    }

    /** Writes a file with the mode that it has. */
    void rewrite(String path, String content) throws IOException {
        write(path, content, root.exists(path) ? root.mode(path) : SetupFile.PUBLIC);
    }

    void makeFolders(String path) throws IOException {
        folders.addAll(root.makeFolders(path));
    }

    void delete(String path) throws IOException {
        Optional<String> old = root.read(path);
        if (old.isPresent()) {
            remember(path, old);
            root.delete(path);
            changes.add(new SetupChange(SetupChange.Action.REMOVED, path));
        }
    }

    void keep(String path) {
        changes.add(new SetupChange(SetupChange.Action.KEPT, path));
    }

    /** The folders that were made. */
    List<String> folders() {
        return List.copyOf(folders);
    }

    List<SetupChange> changes() {
        return List.copyOf(changes);
    }

    /** Takes everything back, the last change first. */
    void takeBack() throws IOException {
        while (!before.isEmpty()) {
            Before file = before.pop();
            if (file.content().isPresent()) {
                root.makeFolders(file.path());
                root.write(file.path(), file.content().get(), file.mode());
            } else {
                root.delete(file.path());
            }
        }
        for (int i = folders.size() - 1; i >= 0; i--) {
            root.deleteEmptyFolder(folders.get(i));
        }
    }

    private void remember(String path, Optional<String> content) throws IOException {
        before.push(new Before(path, content, content.isPresent() ? root.mode(path) : ""));
    }
}
