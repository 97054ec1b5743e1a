"""When and where the pipeline runs: Prefect flows, settings, deployments, the command line."""
