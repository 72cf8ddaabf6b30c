<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeStartTitle", assumeSubject)}
    <#elseif section = "form">
        <div id="assume-start">
            <p class="${properties.kcFormGroupClass!}">${msg("assumeStartWho", assumeImpersonator, assumeSubject)}</p>
            <p class="${properties.kcFormGroupClass!}" id="assume-ends-at">${msg("assumeStartUntil", assumeEndsAt)}</p>
            <p class="${properties.kcFormGroupClass!}">${msg("assumeStartReason")} <em id="assume-reason">${assumeReason}</em></p>
            <p class="${properties.kcFormGroupClass!}">${msg("assumeStartRecorded")}</p>
            <form action="${assumeAction}" method="post">
                <input type="hidden" name="ticket" value="${assumeTicket}">
                <input type="hidden" name="stateChecker" value="${assumeStateChecker}">
                <div class="${properties.kcFormGroupClass!}">
                    <button id="assume-confirm" type="submit"
                            class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                        ${msg("assumeStartConfirm", assumeSubject)}
                    </button>
                </div>
            </form>
        </div>
    </#if>
</@layout.registrationLayout>
