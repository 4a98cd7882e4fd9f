package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private static final int TABLE = KeyCache.TABLE_BYTES;

    /** Keys n G, n + 1 G …, with a good signature of each. */
    static List<byte[]> keys(int from, int count) {
        List<byte[]> out = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            out.add(MadeSignature.generator().multiply(BigInteger.valueOf(i)).getEncoded(true));
        }
        return out;
    }

    private static FastPoint read(byte[] key) {
        return Objects.requireNonNull(FastPoint.of(key));
    }

    private static FastPoint keep(KeyCache cache, byte[] key) {
        FastPoint point = read(key);
        cache.keep(point);
        return point;
    }

    private static void use(KeyCache cache, FastPoint point, int times) {
        for (int i = 0; i < times; i++) {
            cache.table(point);
        }
    }

    @Test
    void findsWhatItKeptAndNothingElse() {
        KeyCache cache = new KeyCache(1024, 0);
        for (byte[] key : keys(1, 50)) {
            assertThat(cache.find(key)).isNull();
            FastPoint point = keep(cache, key);
            assertThat(cache.find(key)).isSameAs(point);
            byte[] opposite = key.clone();
            opposite[0] ^= 1;
            assertThat(cache.find(opposite)).isNull();
        }
    }

    @Test
    void tellsKeysApartByEachBitOfX() {
        KeyCache cache = new KeyCache(4, 0);
        byte[] key = keys(5, 1).get(0);
        keep(cache, key);
        for (int bit = 0; bit < 256; bit++) {
            byte[] other = key.clone();
            other[1 + bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(cache.find(other)).as("bit %s", bit).isNull();
        }
    }

    @Test
    void keepsNothingWithoutRoom() {
        KeyCache cache = new KeyCache(0, 1 << 20);
        FastPoint point = keep(cache, keys(1, 1).get(0));
        use(cache, point, 20);
        assertThat(cache.find(keys(1, 1).get(0))).isNull();
        assertThat(point.table).isNull();
    }

    @Test
    void makesATableWhenAKeyHasReturned() {
        KeyCache cache = new KeyCache(64, 10L * TABLE);
        FastPoint point = keep(cache, keys(1, 1).get(0));
        use(cache, point, KeyCache.RETURNS - 1);
        assertThat(point.table).isNull();
        assertThat(cache.tableBytes()).isZero();
        assertThat(cache.table(point)).isNotNull().isSameAs(point.table);
        assertThat(cache.table(point)).isSameAs(point.table);
        assertThat(cache.tableBytes()).isEqualTo(TABLE);
    }

    @Test
    void makesNoTableForAKeyThatItDoesNotKeep() {
        KeyCache cache = new KeyCache(64, 10L * TABLE);
        FastPoint point = read(keys(1, 1).get(0));
        use(cache, point, 20);
        assertThat(point.table).isNull();
    }

    @Test
    void keepsTheFirstOfTwoReadingsOfAKey() {
        KeyCache cache = new KeyCache(64, 10L * TABLE);
        FastPoint first = keep(cache, keys(1, 1).get(0));
        keep(cache, keys(1, 1).get(0));
        assertThat(cache.find(keys(1, 1).get(0))).isSameAs(first);
    }

    @Test
    void neverHoldsMoreKeysOrBytesThanItMay() {
        KeyCache cache = new KeyCache(16, 3L * TABLE + TABLE - 1);
        List<FastPoint> points = new ArrayList<>();
        for (byte[] key : keys(1, 200)) {
            points.add(keep(cache, key));
            use(cache, points.get(points.size() - 1), 40);
            assertThat(cache.tableBytes()).isLessThanOrEqualTo(3L * TABLE);
        }
        assertThat(points.stream().filter(point -> point.table != null)).hasSize(3);
        assertThat(keys(1, 200).stream().filter(key -> cache.find(key) != null)).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void keysThatAreMetOncePushOutNoKeyWithATable() {
        KeyCache cache = new KeyCache(16, 4L * TABLE);
        FastPoint good = keep(cache, keys(1, 1).get(0));
        use(cache, good, KeyCache.RETURNS);
        for (byte[] key : keys(2, 300)) {
            use(cache, keep(cache, key), 1);
        }
        assertThat(cache.find(keys(1, 1).get(0))).isSameAs(good);
        assertThat(good.table).isNotNull();
    }

    @Test
    void aKeyThatReturnsTakesTheTableOfOneThatIsNotUsedAnyMore() {
        KeyCache cache = new KeyCache(64, TABLE);
        FastPoint old = keep(cache, keys(1, 1).get(0));
        use(cache, old, 1000);
        FastPoint young = keep(cache, keys(2, 1).get(0));
        use(cache, young, 300);
        assertThat(old.table).isNull();
        assertThat(young.table).isNotNull();
        assertThat(cache.tableBytes()).isEqualTo(TABLE);
    }

    /** Each table costs some verifications: with more keys than room they must not be made again and again. */
    @Test
    void makesFewTablesWhenMoreKeysReturnThanThereIsRoomFor() {
        KeyCache cache = new KeyCache(256, 2L * TABLE);
        List<FastPoint> points =
                keys(1, 6).stream().map(key -> keep(cache, key)).toList();
        int made = 0;
        List<PointTable> before = new ArrayList<>();
        points.forEach(point -> before.add(null));
        for (int round = 0; round < 640; round++) {
            for (int i = 0; i < points.size(); i++) {
                PointTable table = cache.table(points.get(i));
                made += table != null && table != before.get(i) ? 1 : 0;
                before.set(i, table);
            }
        }
        assertThat(made).isBetween(2, 2 + 6 * 640 / 64);
    }
}
