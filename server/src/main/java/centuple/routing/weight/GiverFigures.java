package centuple.routing.weight;

import centuple.routing.GiverRoutes;

import java.util.List;

/**
 * What happened between a giver and all its partners.
 *
 * @param ownWorth what visitors are worth to the giver itself
 * @param partners each shop once
 */
public record GiverFigures(int giver, GiverRoutes.OwnWorth ownWorth, List<PartnerFigures> partners) {
    public GiverFigures {
        partners = List.copyOf(partners);
    }
}
