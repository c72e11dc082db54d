// An address that led to a paper, but no longer to a page, leads to that paper in the graph.
document.querySelector(".md-content a").hash = location.hash;
