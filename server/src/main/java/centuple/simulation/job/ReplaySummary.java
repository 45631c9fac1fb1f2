package centuple.simulation.job;

/**
 * What became of replayed events.
 *
 * @param events all of them
 * @param visits clicks that were sent on, whether or not they count
 * @param visitsCounted of them, those that count as given
 * @param visitsRefused clicks that were not sent on
 * @param facts reports of orders that were recorded
 * @param factsRepeated reports that said what was known
 * @param factsRefused reports that contradicted what was known, or were too many
 */
public record ReplaySummary(long events, long visits, long visitsCounted, long visitsRefused, long facts,
        long factsRepeated, long factsRefused) {
}
