package org.bitauth.cli;

import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code project:NAME@DOMAIN}, {@code project:ID} or {@code unscoped}. */
final class ScopeOption implements ITypeConverter<ScopeRequest> {
    @Override
    public ScopeRequest convert(String value) {
        if (value.equals("unscoped")) {
            return new ScopeRequest.Unscoped();
        }
        if (!value.startsWith("project:") || value.endsWith(":")) {
            throw new TypeConversionException("scope must be project:NAME@DOMAIN, project:ID or unscoped");
        }
        String project = value.substring("project:".length());
        int at = project.lastIndexOf('@');
        return at < 0
                ? new ScopeRequest.ProjectById(project)
                : new ScopeRequest.ProjectByName(
                        project.substring(0, at), DomainReference.ofName(project.substring(at + 1)));
    }
}
