"""Points, areas and drawings: distances, outlines, the drawn maps, GeoJSON, minutes by road."""
