package org.bitauth.keystone.payment.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.internal.StrictJson;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.LeaseState;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.wallet.BitcoinNetwork;

/** Reads what a vendor answers; throws {@link MalformedException} for whatever has another form. */
final class AnswerReader {
    private static final int MOST_OFFERS = 1_000;
    private static final int MOST_FLAGS = 16;

    private final StrictJson json = new StrictJson();

    OfferPage offers(byte[] body) {
        JsonNode root = json.read(body);
        List<Offer> offers = new ArrayList<>();
        for (JsonNode node : list(root, "offers", MOST_OFFERS)) {
            Offer offer = offer(node);
            if (!offer.digest().equals(text(node, "digest"))) {
                throw new MalformedException("digest must be that of the offer " + offer.id());
            }
            offers.add(offer);
        }
        return new OfferPage(new Sin(text(root, "vendor")), network(text(root, "network")), offers);
    }

    SignedStatement invoice(byte[] body) {
        JsonNode invoice = json.read(body).path("invoice");
        return new SignedStatement(
                text(invoice, "statement"),
                List.of(new StatementSignature(text(invoice, "public_key"), text(invoice, "signature"))));
    }

    OrderStatus status(byte[] body) {
        JsonNode root = json.read(body);
        JsonNode lease = root.path("lease");
        List<OrderFlag> flags = new ArrayList<>();
        list(root, "flags", MOST_FLAGS).forEach(flag -> flags.add(word(OrderFlag.class, flag.asText())));
        boolean paid = lease.path("paid_through").isTextual();
        boolean lags = !root.path("chain_lag").isMissingNode();
        return new OrderStatus(
                matching(text(root, "order_id"), "[0-9a-f]{64}"),
                word(OrderState.class, text(root, "state")),
                flags,
                number(root, "satoshi_due"),
                number(root, "satoshi_seen"),
                number(root, "satoshi_settled"),
                time(root, "pay_by"),
                (int) number(root, "confirmations_needed"),
                (int) number(root, "confirmations"),
                flag(root, "payer_is_owner"),
                word(LeaseState.class, text(lease, "state")),
                paid ? Optional.of(time(lease, "paid_through")) : Optional.empty(),
                matching(text(lease, "instance"), "[A-Za-z0-9._-]{1,64}"),
                lags
                        ? Optional.of(word(ChainException.Reason.class, text(root.path("chain_lag"), "reason")))
                        : Optional.empty());
    }

    private static Offer offer(JsonNode node) {
        List<String> roles = new ArrayList<>();
        for (JsonNode role : list(node, "roles", MOST_FLAGS)) {
            roles.add(role.asText());
        }
        return new Offer(
                text(node, "id"),
                text(node, "title"),
                number(node, "satoshi"),
                seconds(node, "period"),
                seconds(node, "least"),
                seconds(node, "most"),
                roles,
                (int) number(node, "confirmations"),
                seconds(node, "pay_within"),
                seconds(node, "grace"),
                text(node, "refund"));
    }

    private static BitcoinNetwork network(String name) {
        for (BitcoinNetwork network : BitcoinNetwork.values()) {
            if (network.name().equalsIgnoreCase(name)) {
                return network;
            }
        }
        throw new MalformedException("network must be mainnet, testnet or regtest");
    }

    private static JsonNode list(JsonNode parent, String name, int most) {
        JsonNode list = parent.path(name);
        if (!list.isArray() || list.size() > most) {
            throw new MalformedException(name + " must be a list of at most " + most);
        }
        return list;
    }

    private static String text(JsonNode parent, String name) {
        JsonNode text = parent.path(name);
        if (!text.isTextual()) {
            throw new MalformedException(name + " must be a text");
        }
        return text.textValue();
    }

    private static String matching(String text, String form) {
        if (!text.matches(form)) {
            throw new MalformedException("a text must be " + form);
        }
        return text;
    }

    /** All numbers of the answers are whole and not negative; those that do not fit an int fit no use of it. */
    private static long number(JsonNode parent, String name) {
        JsonNode number = parent.path(name);
        boolean count = name.startsWith("confirmations");
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() < 0
                || (count && !number.canConvertToInt())) {
            throw new MalformedException(name + " must be a whole number");
        }
        return number.longValue();
    }

    private static Duration seconds(JsonNode parent, String name) {
        return Duration.ofSeconds(number(parent, name));
    }

    private static Instant time(JsonNode parent, String name) {
        try {
            return Instant.parse(text(parent, name));
        } catch (DateTimeException e) {
            throw new MalformedException(name + " must be a time");
        }
    }

    private static boolean flag(JsonNode parent, String name) {
        if (!parent.path(name).isBoolean()) {
            throw new MalformedException(name + " must be true or false");
        }
        return parent.path(name).booleanValue();
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(word)) {
                return value;
            }
        }
        throw new MalformedException("a word of the answer must be one of " + type.getSimpleName());
    }
}
