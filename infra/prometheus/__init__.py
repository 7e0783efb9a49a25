"""What is asked of workers, the alerts on it, and the page that shows it (made by `python -m infra.prometheus`)."""
