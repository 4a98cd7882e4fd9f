package org.bitauth.keystone.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;

/** Small things that the contracts put into stores. */
public final class CloudSample {
    /** Where the sample's users and projects are. */
    public static final Domain FIRST = new Domain("d1", "First");

    /** Where others of the same names are. */
    public static final Domain SECOND = new Domain("d2", "Second");

    private static final SecretHash HASH =
            SecretHash.parse("pbkdf2-sha256:20000:AAAAAAAAAAAAAAAAAAAAAA:" + "A".repeat(43));

    private CloudSample() {}

    /**
     * An identity.
     *
     * @param number from 1
     * @return the identity of the key of this number
     */
    public static Sin sin(int number) {
        return BitauthKey.ofHex(String.format(Locale.ROOT, "%064x", number))
                .publicKey()
                .sin();
    }

    /**
     * A project of {@link #FIRST}.
     *
     * @param id id and name
     * @return the project
     */
    public static Project project(String id) {
        return new Project(id, id, FIRST);
    }

    /**
     * A user of {@link #FIRST} who is enabled and has no default project.
     *
     * @param id id and name
     * @return the user
     */
    public static User user(String id) {
        return new User(id, id, FIRST, true, Optional.empty());
    }

    /**
     * A restricted application credential.
     *
     * @param id id and name
     * @param userId its user
     * @param projectId its project
     * @return the credential
     */
    public static ApplicationCredential credential(String id, String userId, String projectId) {
        return new ApplicationCredential(id, id, userId, projectId, List.of("member"), HASH);
    }

    /**
     * Adds {@link #FIRST}, projects and users.
     *
     * @param directory an empty directory
     * @param projectIds ids of projects
     * @param userIds ids of users
     */
    public static void fill(DirectoryStore directory, List<String> projectIds, List<String> userIds) {
        require(directory.addDomain(FIRST));
        projectIds.forEach(id -> require(directory.addProject(project(id))));
        userIds.forEach(id -> require(directory.addUser(user(id), List.of())));
    }

    private static void require(boolean added) {
        if (!added) {
            throw new AssertionError("an empty directory must take the sample");
        }
    }
}
