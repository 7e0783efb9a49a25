"""The dashboards in the browser, without Grafana: the same generated JSON, the same queries, drawn with NiceGUI.

A preview, not a second design: nothing here says what a page holds. It reads `dashboards/generated`, asks ClickHouse
over plain HTTP as a reader, and draws. What it cannot draw is a failure of the tests (`known`), never left out.
"""
