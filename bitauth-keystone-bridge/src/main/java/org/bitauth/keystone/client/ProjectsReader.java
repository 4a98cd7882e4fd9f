package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;

/** Reads the list of a user's projects. */
final class ProjectsReader {
    private ProjectsReader() {}

    static Outcome<List<ProjectEntry>, ClientRejection> read(RawResponse answer, JsonNode tree) {
        JsonNode entries = tree.path("projects");
        if (!entries.isArray()) {
            return AnswerRefusal.unusable(answer, "must have a list of projects");
        }
        List<ProjectEntry> projects = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode id = entry.path("id");
            JsonNode name = entry.path("name");
            JsonNode domain = entry.path("domain_id");
            if (!id.isTextual() || !name.isTextual() || !domain.isTextual()) {
                return AnswerRefusal.unusable(answer, "must have projects with id, name and domain_id");
            }
            projects.add(new ProjectEntry(id.textValue(), name.textValue(), domain.textValue()));
        }
        return new Outcome.Accepted<>(List.copyOf(projects));
    }
}
