package caravan.demo;

import caravan.hour.Hour;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Serves one hour of about 200 MB of JSON to a client that only counts; a program of its own, to be run in a small heap. */
final class LargeHour {
    private LargeHour() {}

    public static void main(String[] args) throws Exception {
        Hour hour = Hour.parse("2026-11-04T10");
        SimulatedProject project = SimulatedProject.small().withVolume(40_000, 2);
        long bytes = 0;
        try (Simulator simulator = Simulator.start(project)) {
            ExportClient client = new ExportClient(simulator.url());
            String query = "?start=" + hour.amplitude() + "&end=" + hour.amplitude();
            try (InputStream body = client.stream(query).body();
                    ZipInputStream zip = new ZipInputStream(body)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    bytes += entry.isDirectory() ? 0 : count(new GZIPInputStream(zip));
                }
            }
        }
        System.out.println("bytes " + bytes);
    }

    private static long count(InputStream json) throws Exception {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = json.read(buffer); read >= 0; read = json.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }
}
