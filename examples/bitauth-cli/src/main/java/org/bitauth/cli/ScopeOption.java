package org.bitauth.cli;

import org.bitauth.MalformedException;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code project:NAME@DOMAIN}, {@code project:ID} or {@code unscoped}. */
final class ScopeOption implements ITypeConverter<ScopeRequest> {
    private static final String PROJECT = "project:";

    @Override
    public ScopeRequest convert(String value) {
        if (!value.equals("unscoped") && !value.startsWith(PROJECT)) {
            throw new TypeConversionException("scope must be project:NAME@DOMAIN, project:ID or unscoped");
        }
        try {
            ScopeRequest scope = value.startsWith(PROJECT)
                    ? project(value.substring(PROJECT.length()))
                    : new ScopeRequest.Unscoped();
            scope.ask(); // refuses names and ids that cannot exist
            return scope;
        } catch (MalformedException e) {
            throw new TypeConversionException("scope: " + e.getMessage());
        }
    }

    private static ScopeRequest project(String project) {
        int at = project.lastIndexOf('@');
        return at < 0
                ? new ScopeRequest.ProjectById(project)
                : new ScopeRequest.ProjectByName(
                        project.substring(0, at), DomainReference.ofName(project.substring(at + 1)));
    }
}
