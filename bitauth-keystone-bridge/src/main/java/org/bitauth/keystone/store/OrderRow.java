package org.bitauth.keystone.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bitauth.MalformedException;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;
import org.jspecify.annotations.Nullable;

/** A row of {@code bitauth_order}. */
final class OrderRow {
    /** What {@link #read} takes: the statements, from which the rest is read, and what only the vendor knows. */
    static final String COLUMNS =
            "order_text, order_key, order_signature, invoice_text, invoice_key, invoice_signature,"
                    + " grace_seconds, roles, placed_milli, state, flags, seen, settled, settled_milli, payer_is_owner,"
                    + " due_height, due_milli";

    static final String ADD = "INSERT INTO bitauth_order (" + COLUMNS
            + ", order_id, owner, instance, offer, duration_seconds, nonce, address)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static final String EVALUATE = "UPDATE bitauth_order SET state = ?, flags = ?, seen = ?, settled = ?,"
            + " settled_milli = ?, payer_is_owner = ?, due_height = ?, due_milli = ? WHERE order_id = ?";

    private OrderRow() {}

    /** For {@link #ADD}. */
    static @Nullable Object[] values(PlacedOrder placed) {
        StatementSignature owners = signature(placed.signedOrder());
        StatementSignature vendors = signature(placed.signedInvoice());
        Evaluation evaluation = placed.evaluation();
        return new @Nullable Object[] {
            StoredText.any(placed.signedOrder().text()),
            StoredText.name(owners.publicKey()),
            StoredText.name(owners.signature()),
            StoredText.any(placed.signedInvoice().text()),
            StoredText.name(vendors.publicKey()),
            StoredText.name(vendors.signature()),
            placed.grace().toSeconds(),
            NameList.write(placed.roles()),
            placed.placedAt().toEpochMilli(),
            evaluation.state().name(),
            flags(evaluation),
            evaluation.seen(),
            evaluation.settled(),
            milli(evaluation.settledAt()),
            evaluation.payerIsOwner(),
            height(evaluation.dueHeight()),
            milli(evaluation.dueAt()),
            placed.id(),
            placed.order().lease().owner().value(),
            StoredText.id(placed.order().lease().instance()),
            StoredText.id(placed.order().lease().offer()),
            placed.order().duration().toSeconds(),
            StoredText.id(placed.order().statement().nonce().orElseThrow()),
            StoredText.id(placed.invoice().address())
        };
    }

    /** For {@link #EVALUATE}. */
    static @Nullable Object[] values(String id, Evaluation evaluation) {
        return new @Nullable Object[] {
            evaluation.state().name(),
            flags(evaluation),
            evaluation.seen(),
            evaluation.settled(),
            milli(evaluation.settledAt()),
            evaluation.payerIsOwner(),
            height(evaluation.dueHeight()),
            milli(evaluation.dueAt()),
            id
        };
    }

    static PlacedOrder read(ResultSet row) throws SQLException {
        return PlacedOrder.read(
                signed(row, 1),
                signed(row, 4),
                Duration.ofSeconds(row.getLong(7)),
                NameList.read(row.getString(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                evaluation(row));
    }

    private static Evaluation evaluation(ResultSet row) throws SQLException {
        Long dueHeight = row.getObject(16, Long.class);
        return new Evaluation(
                OrderState.valueOf(row.getString(10)),
                flags(row.getString(11)),
                row.getLong(12),
                row.getLong(13),
                instant(row, 14),
                row.getBoolean(15),
                dueHeight == null ? OptionalLong.empty() : OptionalLong.of(dueHeight),
                instant(row, 17));
    }

    /** A column that may be empty. */
    static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class)).map(Instant::ofEpochMilli);
    }

    static @Nullable Long milli(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    private static @Nullable Long height(OptionalLong height) {
        return height.isPresent() ? height.getAsLong() : null;
    }

    private static String flags(Evaluation evaluation) {
        return String.join(" ", evaluation.flags().stream().map(OrderFlag::name).toList());
    }

    private static EnumSet<OrderFlag> flags(String names) {
        EnumSet<OrderFlag> flags = EnumSet.noneOf(OrderFlag.class);
        NameList.read(names).forEach(name -> flags.add(OrderFlag.valueOf(name)));
        return flags;
    }

    private static StatementSignature signature(SignedStatement signed) {
        if (signed.signatures().size() != 1) {
            throw new MalformedException("order and invoice must have one signature each");
        }
        return signed.signatures().get(0);
    }

    private static SignedStatement signed(ResultSet row, int column) throws SQLException {
        return new SignedStatement(
                row.getString(column),
                List.of(new StatementSignature(row.getString(column + 1), row.getString(column + 2))));
    }
}
