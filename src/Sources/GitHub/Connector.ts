import { AbstractConnector } from '../../Core/AbstractConnector';

export class GitHubConnector extends AbstractConnector {}
