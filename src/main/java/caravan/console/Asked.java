package caravan.console;

import caravan.archive.Escaped;
import caravan.config.Project;
import java.util.List;
import java.util.Optional;

/** Which project a question is about, and what is known of it. */
record Asked(Pictures pictures) {
    /** The one that it names, or the only one there is. */
    String project(Question question) throws Refused {
        Optional<String> named = named(question);
        List<String> all = pictures.projects();
        if (named.isEmpty() && all.size() > 1) {
            throw new Refused(400, "of which project? There are " + all);
        }
        return named.orElse(all.get(0));
    }

    /** The one that it names; empty where it names none. */
    Optional<String> named(Question question) throws Refused {
        Optional<String> name = question.parameter("project");
        if (name.isPresent()) {
            require(name.get());
        }
        return name;
    }

    void require(String name) throws Refused {
        if (!Project.isName(name)) {
            throw new Refused(
                    400, "project takes a name of [a-z0-9], 1 to 40 characters, not '" + Escaped.text(name, 40) + "'");
        }
        if (!pictures.projects().contains(name)) {
            throw new Refused(404, "there is no project '" + name + "'; configured are " + pictures.projects());
        }
    }

    Picture.View view(String project) throws Refused {
        Picture picture = pictures.of(project);
        Optional<Picture.View> view = picture.view();
        if (view.isEmpty()) {
            throw picture.failedAt().isPresent()
                    ? Refused.later(
                            30, "the ledger of project '" + project + "' cannot be read now; Caravan's log says why")
                    : Refused.later(1, "the ledger of project '" + project + "' is being read for the first time");
        }
        return view.get();
    }
}
