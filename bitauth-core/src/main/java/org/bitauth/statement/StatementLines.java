package org.bitauth.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/** The grammar that the texts of all kinds share: the first line, and names and values of the others. */
record StatementLines(String text, String kind, List<String> names, List<String> values) {
    private static final Pattern FIRST = Pattern.compile("Bitauth ([a-z][a-z-]{1,31}) 1");
    private static final Pattern OTHER = Pattern.compile("([A-Z][A-Za-z-]{0,31}): ([!-~](?:[ -~]*[!-~])?)");

    /** Refuses what no kind of statement could be. */
    static StatementLines split(String text) {
        if (text.length() > Statement.MAX_BYTES) {
            throw new MalformedException("statement must have at most 4096 bytes");
        }
        String[] lines = text.split("\n", -1);
        Matcher first = FIRST.matcher(lines[0]);
        if (!first.matches() || first.group(1).equals("login")) {
            throw new MalformedException("statement must begin with 'Bitauth <kind> 1', and not with a login");
        }
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher line = OTHER.matcher(lines[i]);
            if (!line.matches() || !seen.add(line.group(1))) {
                throw new MalformedException("statement line " + (i + 1) + " must be 'Name: value', and not repeated");
            }
            names.add(line.group(1));
            values.add(line.group(2));
        }
        return new StatementLines(text, first.group(1), List.copyOf(names), List.copyOf(values));
    }
}
