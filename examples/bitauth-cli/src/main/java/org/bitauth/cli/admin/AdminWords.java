package org.bitauth.cli.admin;

import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.User;

/** What the words of an operator mean in a directory: users by id or name, domains by id. */
final class AdminWords {
    private static final int MOST_OF_A_NAME = 10;

    private AdminWords() {}

    static User user(DirectoryAdmin admin, String word) {
        Optional<User> byId = admin.store().user(word);
        if (byId.isPresent()) {
            return byId.get();
        }
        List<User> named = admin.store().users(Optional.of(word), MOST_OF_A_NAME);
        if (named.size() != 1) {
            throw new MalformedException(
                    named.isEmpty()
                            ? "no user has this id or name: " + word
                            : "several users have this name, give an id");
        }
        return named.get(0);
    }

    static Domain domain(DirectoryAdmin admin, String id) {
        return admin.store().domain(id).orElseThrow(() -> new MalformedException("no domain has this id: " + id));
    }

    static String line(User user, DirectoryAdmin admin) {
        StringBuilder line = new StringBuilder(user.id() + " " + user.name() + " "
                + user.domain().id() + " " + (user.enabled() ? "enabled" : "disabled"));
        user.defaultProjectId()
                .ifPresent(project -> line.append(" default-project=").append(project));
        admin.store()
                .identities(user.id())
                .forEach(identity -> line.append(" sin=").append(identity.sin()));
        admin.store().grants(user.id()).forEach(grant -> line.append(' ').append(words(grant)));
        return line.toString();
    }

    private static String words(Grant grant) {
        return switch (grant.on()) {
            case PROJECT -> "role=" + grant.role() + "@project:" + grant.targetId();
            case DOMAIN -> "role=" + grant.role() + "@domain:" + grant.targetId();
            case SYSTEM -> "role=" + grant.role() + "@system";
        };
    }

    /** Refuses a text that is no SIN before anything is changed. */
    static List<Sin> sins(List<String> texts) {
        return texts.stream().map(Sin::new).toList();
    }
}
