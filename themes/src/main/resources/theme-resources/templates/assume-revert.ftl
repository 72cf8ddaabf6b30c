<#import "template.ftl" as layout>
<#import "assume-languages.ftl" as languages>
<@languages.keep query=assumeReturnTo?has_content?then("return_to=" + assumeReturnTo?url("UTF-8"), "") />
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeRevertTitle")}
    <#elseif section = "form">
        <form id="assume-revert" class="${properties.kcFormClass!}" action="${assumeAction}" method="post"
              onsubmit="this.querySelector('[type=submit]').disabled = true; return true;">
            <div class="${properties.kcFormGroupClass!}"><#if assumeOver>${msg("assumeRevertOver", assumeSubject, assumeImpersonator)}<#else>${msg("assumeRevertWho", assumeSubject, assumeImpersonator)}</#if></div>
            <input type="hidden" name="return_to" value="${assumeReturnTo}">
            <input type="hidden" name="stateChecker" value="${assumeStateChecker}">
            <div class="${properties.kcFormGroupClass!}">
                <button id="assume-confirm" type="submit"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                    ${msg("assumeRevertConfirm")}
                </button>
            </div>
            <#if assumeStay?has_content>
            <div class="${properties.kcFormGroupClass!}">
                <a id="assume-cancel" href="${assumeStay}">${msg("assumeRevertCancel", assumeSubject)}</a>
            </div>
            </#if>
        </form>
    </#if>
</@layout.registrationLayout>
