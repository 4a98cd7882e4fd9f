package org.bitauth.keystone;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenReader;

/**
 * Changes the cloud's users. Whatever takes something from a user also revokes the tokens that he has by then, for
 * services that check offline: a call that did not return may have changed the directory without revoking, and is to be
 * made again. It revokes even where there is nothing left to take, which it then says. Tokens of the same second end too; the next ones are good. Thread-safe.
 *
 * <p>Methods throw {@link IllegalArgumentException} where a name, id or identity is taken or unknown,
 * {@link MalformedException} where one cannot exist, {@link org.bitauth.StoreException} when the store cannot answer.
 */
public final class DirectoryAdmin {
    private static final Duration LONGEST_TOKEN = Duration.ofHours(24);
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);
    private static final Duration TOKEN_SKEW = Duration.ofSeconds(1);

    private final DirectoryStore store;
    private final RevocationStore revocations;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * An administrator.
     *
     * @param store what is changed
     * @param revocations what the bridges of this cloud look at
     * @param clock what tells the time
     */
    public DirectoryAdmin(DirectoryStore store, RevocationStore revocations, InstantSource clock) {
        this.store = store;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * What is changed.
     *
     * @return to read from
     */
    public DirectoryStore store() {
        return store;
    }

    /**
     * Adds a domain.
     *
     * @param id its id
     * @param name its name
     * @return the domain
     */
    public Domain createDomain(String id, String name) {
        new ScopeRequest.DomainByReference(DomainReference.ofId(id)).ask();
        new ScopeRequest.DomainByReference(DomainReference.ofName(name)).ask();
        Domain domain = new Domain(id, name);
        require(store.addDomain(domain), "domain must have a new id and a new name");
        return domain;
    }

    /**
     * Adds a project.
     *
     * @param name its name
     * @param domain its domain
     * @return the project, with a new id
     */
    public Project createProject(String name, Domain domain) {
        requireName(name);
        Project project = new Project(newId(), name, domain);
        require(store.addProject(project), "project must have a domain and a name that is new there");
        return project;
    }

    /**
     * Adds a user.
     *
     * @param name the name
     * @param domain the domain
     * @param sins identities that belong to nobody
     * @param defaultProjectId the project of a login that names no scope
     * @return the user, with a new id
     */
    public User createUser(String name, Domain domain, List<Sin> sins, Optional<String> defaultProjectId) {
        requireName(name);
        User user = new User(newId(), name, domain, true, defaultProjectId);
        require(
                store.addUser(user, sins),
                "user must have a domain, a name that is new there, identities that belong to nobody,"
                        + " and a default project that exists");
        return user;
    }

    /**
     * Lets a user in or locks him out, at once.
     *
     * @param userId the user's id
     * @param enabled false to lock out
     * @return the user as he is now
     */
    public User setEnabled(String userId, boolean enabled) {
        User before = user(userId);
        User after = new User(before.id(), before.name(), before.domain(), enabled, before.defaultProjectId());
        change(after);
        if (!enabled) {
            revokeTokens(userId);
        }
        return after;
    }

    /**
     * Sets the project of a login that names no scope.
     *
     * @param userId the user's id
     * @param projectId the project's id, or empty for none
     * @return the user as he is now
     */
    public User setDefaultProject(String userId, Optional<String> projectId) {
        User before = user(userId);
        User after = new User(before.id(), before.name(), before.domain(), before.enabled(), projectId);
        change(after);
        return after;
    }

    /**
     * Removes a user with identities, roles and application credentials.
     *
     * @param userId the user's id
     */
    public void deleteUser(String userId) {
        boolean was = store.removeUser(userId);
        revokeTokens(userId);
        require(was, "user must exist: " + userId);
    }

    /**
     * Gives a user an identity that counts at once.
     *
     * @param userId the user's id
     * @param sin an identity that belongs to nobody
     */
    public void addIdentity(String userId, Sin sin) {
        require(
                store.addIdentity(userId, new UserIdentity(sin, now())),
                "user must exist and the identity must belong to nobody");
    }

    /**
     * Gives a user an identity that another one of his vouches for. It counts after the user's waiting time.
     *
     * @param userId the user's id
     * @param sin an identity that belongs to nobody
     * @return since when it counts
     */
    UserIdentity addRotated(String userId, Sin sin) {
        UserIdentity identity = new UserIdentity(sin, now().plus(store.rotationWait(userId)));
        require(store.addIdentity(userId, identity), "user must exist and the identity must belong to nobody");
        return identity;
    }

    /**
     * Takes an identity away.
     *
     * @param userId the user's id
     * @param sin the identity
     */
    public void removeIdentity(String userId, Sin sin) {
        boolean was = store.removeIdentity(userId, sin);
        revokeTokens(userId);
        require(was, "identity must be one of the user's");
    }

    /**
     * Sets how long an identity waits that another one of the user's adds: the time in which it can be withdrawn.
     *
     * @param userId the user's id
     * @param wait whole seconds, up to 30 days
     */
    public void setRotationWait(String userId, Duration wait) {
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new MalformedException("rotation wait must be 0 seconds to 30 days");
        }
        require(store.setRotationWait(userId, wait.truncatedTo(ChronoUnit.SECONDS)), "user must exist: " + userId);
    }

    /**
     * Gives a role; nothing happens where it is there already.
     *
     * @param grant of a user, project or domain that exist
     */
    public void grant(Grant grant) {
        require(
                store.addGrant(grant) || store.grants(grant.userId()).contains(grant),
                "grant must be of a user, project or domain that exist");
    }

    /**
     * Takes a role away.
     *
     * @param grant a role that the user has
     */
    public void revoke(Grant grant) {
        boolean was = store.removeGrant(grant);
        revokeTokens(grant.userId());
        require(was, "grant must exist");
    }

    /**
     * Ends all tokens that a user has by now.
     *
     * @param userId the user's id
     */
    public void revokeTokens(String userId) {
        // A token says that it was issued a second earlier than it was, for services whose clock is behind.
        Instant last = now().minus(TOKEN_SKEW);
        Instant until = now().plus(LONGEST_TOKEN).plus(TokenReader.EXPIRED_WINDOW);
        revocations.revoke(new Revocation.OfUser(userId, last, until));
    }

    private User user(String userId) {
        return store.user(userId).orElseThrow(() -> new IllegalArgumentException("user must exist: " + userId));
    }

    private void change(User user) {
        require(store.changeUser(user), "user and default project must exist");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void requireName(String name) {
        new ScopeRequest.DomainByReference(DomainReference.ofName(name)).ask();
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
