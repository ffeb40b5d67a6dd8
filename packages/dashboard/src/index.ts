export { createDashboard, type Dashboard, type DashboardAsset } from './dashboard.ts';
