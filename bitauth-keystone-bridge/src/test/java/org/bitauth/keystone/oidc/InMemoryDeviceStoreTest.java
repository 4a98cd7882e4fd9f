package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.oidc.DeviceRequest.Decision;
import org.junit.jupiter.api.Test;

class InMemoryDeviceStoreTest {
    private static final Decision YES = new Decision(Optional.of(DemoCloud.ALICE.sin()));
    private static final Decision NO = new Decision(Optional.empty());

    private Instant now = DemoCloud.START;
    private final InMemoryDeviceStore store = new InMemoryDeviceStore(3, () -> now);

    @Test
    void keepsNoMoreThanItsCapacityAndForgetsNothingForIt() {
        DeviceRequest first = request("1", "A");
        assertThat(store.add(first)).isTrue();
        assertThat(store.add(request("2", "B"))).isTrue();
        assertThat(store.add(request("3", "C"))).isTrue();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.add(request("4", "D")));
        assertThat(store.find("A")).contains(first);
        assertThat(store.find("D")).isEmpty();
    }

    @Test
    void aDecisionTakesNoRoomAndGivesNone() {
        DeviceRequest first = request("1", "A");
        store.add(first);
        store.add(request("2", "B"));
        store.add(request("3", "C"));

        assertThat(store.decide(first, YES)).isTrue();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.add(request("4", "D")));
    }

    @Test
    void hasRoomAgainWhenRequestsHaveExpired() {
        store.add(request("1", "A"));
        store.add(request("2", "B"));
        now = now.plusSeconds(1);
        store.add(request("3", "C"));
        now = DemoCloud.START.plus(Devices.LIFE);

        assertThat(store.add(request("4", "D"))).isTrue();
        assertThat(store.add(request("5", "E"))).isTrue();
        assertThat(store.find("C")).isPresent();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.add(request("6", "F")));
    }

    @Test
    void takesNoUserCodeTwiceUntilTheFirstHasExpired() {
        DeviceRequest first = request("1", "A");
        assertThat(store.add(first)).isTrue();
        assertThat(store.add(request("2", "A"))).isFalse();
        assertThat(store.find("A")).contains(first);

        now = now.plus(Devices.LIFE);
        DeviceRequest next = request("2", "A");
        assertThat(store.add(next)).isTrue();
        assertThat(store.find("A")).contains(next);
    }

    @Test
    void findsARequestUntilTheMomentThatItExpires() {
        store.add(request("1", "A"));

        now = now.plus(Devices.LIFE).minus(Duration.ofMillis(1));
        assertThat(store.find("A")).isPresent();
        now = now.plusMillis(1);
        assertThat(store.find("A")).isEmpty();
    }

    @Test
    void keepsTheFirstDecision() {
        DeviceRequest request = request("1", "A");
        store.add(request);

        assertThat(store.decide(request, NO)).isTrue();
        assertThat(store.decide(request, YES)).isFalse();
        assertThat(store.find("A").flatMap(DeviceRequest::decision)).contains(NO);
    }

    @Test
    void decidesNothingThatHasExpiredOrIsAnother() {
        DeviceRequest request = request("1", "A");
        store.add(request);

        assertThat(store.decide(request("2", "A"), YES)).isFalse();
        assertThat(store.decide(request("1", "B"), YES)).isFalse();
        now = now.plus(Devices.LIFE);
        assertThat(store.decide(request, YES)).isFalse();
    }

    private DeviceRequest request(String id, String userCode) {
        return new DeviceRequest(
                id, userCode, "cli", "keystone", "unknown", now, now.plus(Devices.LIFE), Optional.empty());
    }
}
