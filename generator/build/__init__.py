"""The pipeline: which steps make a site, what is kept between builds, and what goes to other processes."""
