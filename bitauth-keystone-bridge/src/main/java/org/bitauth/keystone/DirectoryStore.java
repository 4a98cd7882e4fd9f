package org.bitauth.keystone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * A directory that can be written. Each method is atomic, and durable when it returns; it returns false, and changes
 * nothing, where an id, name or identity is taken already or what it speaks of is not there. Rules beyond that, and
 * revocations, are the business of {@link DirectoryAdmin}. Methods throw {@link org.bitauth.StoreException} when they cannot
 * answer.
 */
public interface DirectoryStore extends Directory, IdentityReader {
    /**
     * Adds a domain.
     *
     * @param domain id and name must be new
     * @return whether it was added
     */
    boolean addDomain(Domain domain);

    /**
     * Adds a project.
     *
     * @param project its domain must be there, its id new, its name new in the domain
     * @return whether it was added
     */
    boolean addProject(Project project);

    /**
     * Removes a project with the roles on it, the application credentials for it, and as anybody's default.
     *
     * @param id the project's id
     * @return whether it was there
     */
    boolean removeProject(String id);

    /**
     * Adds a user.
     *
     * @param user domain and default project must be there, the id new, the name new in the domain
     * @param sins identities that belong to nobody
     * @return whether the user was added
     */
    boolean addUser(User user, List<Sin> sins);

    /**
     * Changes name, state and default project of a user.
     *
     * @param user with the id and the domain of one who is there
     * @return whether it was changed
     */
    boolean changeUser(User user);

    /**
     * Removes a user with identities, roles and application credentials.
     *
     * @param id the user's id
     * @return whether the user was there
     */
    boolean removeUser(String id);

    /**
     * Users, in the order of their ids.
     *
     * @param name only those of this name
     * @param most how many at most, at least 1
     * @return the users
     */
    List<User> users(Optional<String> name, int most);

    /**
     * The identities of a user.
     *
     * @param userId the user's id
     * @return those that count and those that will
     */
    List<UserIdentity> identities(String userId);

    /**
     * Gives a user an identity.
     *
     * @param userId the user's id
     * @param identity an identity that belongs to nobody
     * @return whether it was added
     */
    boolean addIdentity(String userId, UserIdentity identity);

    /**
     * Takes an identity away.
     *
     * @param userId the user's id
     * @param sin the identity
     * @return whether it was the user's
     */
    boolean removeIdentity(String userId, Sin sin);

    /**
     * How long a new identity waits that another one of the same user added.
     *
     * @param userId the user's id
     * @return whole seconds; zero unless it was set
     */
    Duration rotationWait(String userId);

    /**
     * Sets how long a new identity waits that another one of the same user adds.
     *
     * @param userId the user's id
     * @param wait whole seconds
     * @return whether the user is there
     */
    boolean setRotationWait(String userId, Duration wait);

    /**
     * Gives a role.
     *
     * @param grant of a user, project or domain that are there
     * @return whether it is new
     */
    boolean addGrant(Grant grant);

    /**
     * Takes a role away.
     *
     * @param grant the role
     * @return whether it was there
     */
    boolean removeGrant(Grant grant);

    /**
     * The roles of a user.
     *
     * @param userId the user's id
     * @return all of them
     */
    List<Grant> grants(String userId);

    /**
     * Adds a user whom a mapping rule lets in, with a project of his own if the rule gives one, unless as many as it
     * allows were added before. Counts those who were removed again.
     *
     * @param user the user, as for {@link #addUser}; a default project may be the one that is added
     * @param sin his identity
     * @param project a new project
     * @param grants roles of this user
     * @param rule the rule's name, which counts
     * @param most how many the rule lets in
     * @return whether the user was added
     */
    boolean enrol(User user, Sin sin, Optional<Project> project, List<Grant> grants, String rule, int most);

    /**
     * An identity of a user.
     *
     * @param sin the identity
     * @param from since when it counts, in whole seconds
     */
    record UserIdentity(Sin sin, Instant from) {}
}
