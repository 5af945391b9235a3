package caravan.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kustomization.yaml, as far as ours go; read strictly, so what is not here is an error. */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<String> components,
        List<Generator> configMapGenerator,
        List<Image> images) {
    static final String FILE = "kustomization.yaml";

    record Generator(String name, List<String> files) {
        /** Key → content, a key being a file's name, as in kustomize. */
        Map<String, String> data(Path folder) throws IOException {
            Map<String, String> data = new LinkedHashMap<>();
            for (String file : files) {
                Path path = folder.resolve(file);
                if (data.put(path.getFileName().toString(), Files.readString(path)) != null) {
                    throw new IOException(name + " has two files of the name " + path.getFileName());
                }
            }
            return data;
        }
    }

    record Image(String name, String newName, String newTag) {}

    Kustomization {
        resources = resources == null ? List.of() : resources;
        components = components == null ? List.of() : components;
        configMapGenerator = configMapGenerator == null ? List.of() : configMapGenerator;
        images = images == null ? List.of() : images;
    }

    static Kustomization in(Path folder) throws IOException {
        return Manifests.STRICT.readValue(Files.readString(folder.resolve(FILE)), Kustomization.class);
    }
}
