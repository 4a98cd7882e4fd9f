package org.bitauth.cli.check;

import java.util.List;

/**
 * What was found of one way in for keys.
 *
 * @param isSetUp whether there is anything of it
 * @param findings what was looked at
 */
record Way(boolean isSetUp, List<Finding> findings) {
    Way {
        findings = List.copyOf(findings);
    }

    static Way absent(Finding finding) {
        return new Way(false, List.of(finding));
    }

    static Way setUp(Finding... findings) {
        return new Way(true, List.of(findings));
    }

    /** For where another way works and nobody asked for this one. */
    Way notDemanded() {
        return isSetUp
                ? this
                : new Way(false, findings.stream().map(Finding::notDemanded).toList());
    }
}
