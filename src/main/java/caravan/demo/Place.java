package caravan.demo;

import java.util.List;

/**
 * Where a person is, as Amplitude resolves it from the address.
 *
 * @param dma the market area, which only the United States have; else null
 */
record Place(
        String city, String region, String country, String language, String dma, String latitude, String longitude) {
    static final List<Place> ALL = List.of(
            new Place("München", "Bavaria", "Germany", "German", null, "48.1374", "11.5755"),
            new Place("Köln", "North Rhine-Westphalia", "Germany", "German", null, "50.9375", "6.9603"),
            new Place("東京", "東京都", "Japan", "Japanese", null, "35.6895", "139.6917"),
            new Place("Łódź", "Łódź Voivodeship", "Poland", "Polish", null, "51.7592", "19.4560"),
            new Place("Bristol", "England", "United Kingdom", "English", null, "51.4545", "-2.5879"),
            new Place("Leeds", "England", "United Kingdom", "English", null, "53.8008", "-1.5491"),
            new Place("Αθήνα", "Αττική", "Greece", "Greek", null, "37.9838", "23.7275"),
            new Place("Portland", "Oregon", "United States", "English", "Portland, OR", "45.5152", "-122.6784"),
            new Place(
                    "Albuquerque",
                    "New Mexico",
                    "United States",
                    "English",
                    "Albuquerque-Santa Fe, NM",
                    "35.0844",
                    "-106.6504"),
            new Place("Bogotá", "Cundinamarca", "Colombia", "Spanish", null, "4.7110", "-74.0721"),
            new Place("القاهرة", "Cairo", "Egypt", "Arabic", null, "30.0444", "31.2357"),
            new Place("L'Aquila", "Abruzzo", "Italy", "Italian", null, "42.3498", "13.3995"));
}
